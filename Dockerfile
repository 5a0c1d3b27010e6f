# Builds all five steps; compose.yaml runs each in a container of its own.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /toy-redis
COPY . .
RUN ./mvnw -q -ntp package -DskipTests -pl step1-naive-map,step2-mutex,step3-rwlock,step4-single-writer,step5-nio -am

FROM eclipse-temurin:25-jre
COPY --from=build /toy-redis/step*/target/step*.jar /toy-redis/
WORKDIR /toy-redis
USER nobody
EXPOSE 6379
ENV STEP=step2-mutex
# exec: the server itself gets the signal that stops the container
CMD ["sh", "-c", "exec java -XX:+UseParallelGC -jar $STEP.jar --bind 0.0.0.0"]
